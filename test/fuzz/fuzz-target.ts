import type { AddressInfo } from 'node:net';
import { ServiceStore } from '#persistence';
import { sendRaw } from '../support/raw-http.js';
import { routesOf } from '../support/routes-of.js';
import { basic, World } from '../support/world.js';
import { ACCESS_ENV, PAIRS } from './callers.js';
import type { Dice } from './dice.js';
import { findFault } from './find-fault.js';
import { type FuzzScene, makeRequest } from './fuzz-request.js';

/** A broker with a pair of credentials for each role, on a socket, and how often it has answered with which status. */
export class FuzzTarget {
  readonly counts = new Map<number, number>();

  private constructor(
    readonly world: World,
    private readonly port: number,
    private readonly scene: FuzzScene,
  ) {}

  static async open(brokenness: number): Promise<FuzzTarget> {
    const world = await World.open({ env: ACCESS_ENV, ping: null });
    const authorization = basic(PAIRS.agent.user, PAIRS.agent.password);
    await world.ping({ Portbind_max: 20_999 }, { headers: { authorization } });
    await world.broker.app.listen(0, '127.0.0.1');
    const { port } = (world.broker.app.getHttpServer() as { address(): AddressInfo }).address();
    const catalog = (await world.broker.app.get(ServiceStore, { strict: false }).identity()).name;
    const [first = '', ...routes] = routesOf(world.broker);
    return new FuzzTarget(world, port, { routes: [first, ...routes], catalog, brokenness });
  }

  /** One request by the dice; a report, when something is wrong with the answer. */
  async fire(dice: Dice): Promise<string | undefined> {
    const request = makeRequest(this.scene, dice);
    const { bytes, method, isBroken } = request;
    const answers = await sendRaw(this.port, bytes, { isHead: method === 'HEAD', isCut: isBroken });
    for (const { status } of answers) this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
    const fault = findFault(request, answers);
    if (fault === undefined) return undefined;
    const sent = JSON.stringify(bytes.subarray(0, 3_000).toString('latin1'));
    return `${fault} in ${JSON.stringify(answers)} to ${sent}`;
  }
}
