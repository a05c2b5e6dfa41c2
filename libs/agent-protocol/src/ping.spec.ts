import { describe, expect, it } from 'vitest';
import type { Ping } from './ping.js';
import { readPing, writePing } from './ping.js';
import { ProtocolError } from './protocol.errors.js';

/** As measured from the original's agent: 267 bytes. */
const MEASURED =
  '{"ServiceHost":"192.0.2.10","DockerHost":"127.0.0.1","DockerPort":2375,"StartedAt":"0001-01-01T00:00:00Z",' +
  '"IsActive":true,"PerfFactor":1.22,"ExecCommand":"DockerCommandExec","ExecArgs":"ssh,user@127.0.0.1,sudo",' +
  '"KeepAlive":2,"Portbind_min":49150,"Portbind_max":49999}';

const PING: Ping = {
  serviceHost: '192.0.2.10',
  dockerHost: '127.0.0.1',
  dockerPort: 2375,
  isActive: true,
  perfFactor: 1.22,
  keepAliveSeconds: 2,
  execCommand: 'DockerCommandExec',
  execArgs: 'ssh,user@127.0.0.1,sudo',
  portbindMin: 49150,
  portbindMax: 49999,
};

const least = { DockerHost: 'docker1', DockerPort: 2375, KeepAlive: 30 };

describe('writePing', () => {
  it("writes the original agent's bytes", () => {
    expect(writePing(PING)).toBe(MEASURED);
    expect(Buffer.byteLength(MEASURED)).toBe(267);
  });

  it("escapes what Go's encoder escapes", () => {
    expect(writePing({ ...PING, execArgs: 'a&b<c>' })).toContain(String.raw`"ExecArgs":"a\u0026b\u003cc\u003e"`);
  });

  it("appends what is measured and said beyond the original's keys", () => {
    const measured = { cpus: 4, freeMemoryBytes: 1024, freeDiskBytes: 2048, loadAverage: 0.5 };
    const totals = { totalMemoryBytes: 4096, totalDiskBytes: 8192, runningContainers: 3 };
    const said = { measured: { ...measured, ...totals }, agentVersion: '1.2.3', labels: { disk: 'ssd' } };

    const body = writePing({ ...PING, ...said });

    expect(body.slice(body.indexOf('"Portbind_max"'))).toBe(
      '"Portbind_max":49999,"Cpus":4,"FreeMemoryBytes":1024,"FreeDiskBytes":2048,"LoadAverage":0.5,' +
        '"TotalMemoryBytes":4096,"TotalDiskBytes":8192,"RunningContainers":3,"AgentVersion":"1.2.3","Labels":{"disk":"ssd"}}',
    );
    expect(readPing(JSON.parse(body))).toEqual({ ...PING, ...said });
  });

  it('appends nothing of what is not known', () => {
    expect(writePing({ ...PING, measured: { cpus: 1 } })).toMatch(/,"Cpus":1\}$/);
    expect(writePing({ ...PING, measured: {} })).toBe(writePing(PING));
  });
});

describe('readPing', () => {
  it('reads what the original agent sends', () => {
    expect(readPing(JSON.parse(MEASURED))).toEqual(PING);
  });

  it('reads the shape of the README, keys in any letter case', () => {
    const body = {
      servicehost: '192.0.2.10',
      DOCKERHOST: '127.0.0.1',
      dockerPort: 2375,
      LastPing: '2014-09-01T10:00:00Z',
      isactive: false,
      perffactor: 1.22,
      Keepalive: 2,
      execcommand: 'DockerCommandExec',
      execargs: 'ssh,user@127.0.0.1,sudo',
      portbind_MIN: 49150,
      portbind_max: 49999,
      Portbindings: [],
      somethingElse: { deep: true },
    };

    expect(readPing(body)).toEqual({ ...PING, isActive: false });
  });

  it('fills in what may be missing', () => {
    expect(readPing(least)).toEqual({
      serviceHost: 'docker1',
      dockerHost: 'docker1',
      dockerPort: 2375,
      isActive: true,
      perfFactor: 1,
      keepAliveSeconds: 30,
      execCommand: '',
      execArgs: '',
      portbindMin: 20000,
      portbindMax: 29999,
    });
  });

  it.each([['docker-1.example.org'], ['a'], ['192.0.2.1'], ['2001:db8::1']])('takes %s as DockerHost', (dockerHost) => {
    expect(readPing({ ...least, DockerHost: dockerHost }).dockerHost).toBe(dockerHost);
  });

  it('needs no port for a socket, but an address for credentials', () => {
    const body = { ServiceHost: 'db1', DockerHost: 'unix:///var/run/docker.sock', KeepAlive: 1 };

    expect(readPing(body)).toMatchObject({ dockerHost: 'unix:///var/run/docker.sock', dockerPort: 0 });
    expect(() => readPing({ ...body, ServiceHost: '' })).toThrow('ServiceHost: allowed is a host name');
  });

  it.each([
    ['a list', [], 'The body: allowed is a JSON object.'],
    ['null', null, 'The body: allowed is a JSON object.'],
    ['nothing', {}, 'DockerHost: allowed is a host name, an IP address or unix:///absolute/path.'],
    ['an empty host', { ...least, DockerHost: '' }, 'DockerHost: allowed'],
    ['a host of another type', { ...least, DockerHost: 5 }, 'DockerHost: allowed is text'],
    ['an URL as host', { ...least, DockerHost: 'http://x' }, 'DockerHost: allowed'],
    ['a host with a port', { ...least, DockerHost: 'x:2375' }, 'DockerHost: allowed'],
    ['a quote in the host', { ...least, DockerHost: "nope' or '1'='1" }, 'DockerHost: allowed'],
    ['a line break in the host', { ...least, DockerHost: 'a\nb' }, 'DockerHost: allowed'],
    ['a relative socket', { ...least, DockerHost: 'unix://docker.sock' }, 'DockerHost: allowed'],
    ['a socket that climbs', { ...least, DockerHost: 'unix:///run/../x' }, 'DockerHost: allowed'],
    ['a long host', { ...least, DockerHost: 'a'.repeat(254) }, 'DockerHost: allowed'],
    ['no port', { ...least, DockerPort: undefined }, 'DockerPort: allowed is a whole number from 1 to 65535.'],
    ['port 0', { ...least, DockerPort: 0 }, 'DockerPort: allowed'],
    ['a port beyond', { ...least, DockerPort: 65536 }, 'DockerPort: allowed'],
    ['a port as text', { ...least, DockerPort: '2375' }, 'DockerPort: allowed'],
    ['a broken port', { ...least, DockerPort: 1.5 }, 'DockerPort: allowed'],
    ['no keepalive', { ...least, KeepAlive: null }, 'KeepAlive: allowed is a whole number from 1 to 86400.'],
    ['keepalive 0', { ...least, KeepAlive: 0 }, 'KeepAlive: allowed'],
    ['keepalive beyond a day', { ...least, KeepAlive: 86401 }, 'KeepAlive: allowed'],
    ['a negative factor', { ...least, PerfFactor: -1 }, 'PerfFactor: allowed is a number from 0 to 1000000000.'],
    ['a factor as text', { ...least, PerfFactor: '1' }, 'PerfFactor: allowed'],
    ['a number as flag', { ...least, IsActive: 1 }, 'IsActive: allowed is true or false.'],
    [
      'a long prefix',
      { ...least, ExecArgs: 'x'.repeat(4097) },
      'ExecArgs: allowed is text of up to 4096 characters, none of them a control character.',
    ],
    ['half a range', { ...least, Portbind_max: 5 }, 'Portbind_min: allowed is a whole number from 1 to 65535.'],
    ['a range upside down', { ...least, Portbind_min: 9, Portbind_max: 8 }, 'Portbind_max: allowed is a whole number'],
    ['a range beyond', { ...least, Portbind_min: 9, Portbind_max: 70000 }, 'Portbind_max: allowed'],
  ])('refuses %s', (_, body, message) => {
    expect(() => readPing(body)).toThrow(ProtocolError);
    expect(() => readPing(body)).toThrow(message);
  });

  it('takes no value from a prototype', () => {
    const body: unknown = JSON.parse('{"__proto__":{"DockerHost":"evil","DockerPort":1,"KeepAlive":1}}');

    expect(() => readPing(body)).toThrow('DockerHost: allowed');
  });
});
