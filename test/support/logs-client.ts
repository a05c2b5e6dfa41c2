import { pollUntil } from './poll-until.js';
import { sendRequest } from './send-request.js';
import { sendToDrain } from './send-to-drain.js';

/** What images/logs speaks: lines go in as syslog, and come out over HTTP with a login. */
export class LogsClient {
  constructor(
    private readonly uri: string,
    private readonly drain: string,
  ) {}

  /** The newest lines, the newest last. Throws when the login is refused. */
  async read(count: number): Promise<readonly string[]> {
    const { hostname, port, pathname, username, password } = new URL(this.uri);
    const auth = `${username}:${password}`;
    const { status, body } = await sendRequest({ hostname, port, path: `${pathname}?tail=${count}`, auth });
    if (status !== 200) throw new Error(`The lines are not given: ${status}`);
    return String(body).split('\n').slice(0, -1);
  }

  /** Comes back when the line can be read: nothing of the protocol tells when it has been taken. */
  async write(text: string): Promise<void> {
    await sendToDrain(this.drain, `<14>1 - - notes - - - ${text}`);
    await pollUntil(`${text} among the lines`, async () => (await this.readText()) === text);
  }

  /** What the newest line says. */
  async readText(): Promise<string | undefined> {
    const [line] = await this.read(1);
    return line?.split(' - - - ').at(-1);
  }
}
