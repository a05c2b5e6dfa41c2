import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, describeConfig, UsageError } from '#configuration';
import { readReference } from '#configuration/testing';
import { AgentConfig } from './agent-config.js';
import type { AgentSettings } from './load-agent-config.js';
import { AGENT_ENVIRONMENT, loadAgentConfig } from './load-agent-config.js';

/** The original's sample file, in its letter cases. */
const ORIGINAL = {
  serviceagent: {
    servicehost: '192.0.2.10',
    dockerhost: '127.0.0.1',
    dockerport: 2375,
    isactive: true,
    keepalive: 30,
    ExecCommand: 'DockerCommandExec',
    ExecArgs: 'ssh,user@127.0.0.1,sudo',
    perffactor: 1.22,
    portbind_min: 49156,
    portbind_max: 49999,
  },
  brokerservers: [{ host: '127.0.0.1', port: 9998, user: 'admin', password: 'admin' }],
};
const CERT = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n';

describe('loadAgentConfig', () => {
  let folder: string;
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const load = (file: object, flags: readonly string[] = [], env: Record<string, string> = {}): AgentSettings =>
    loadAgentConfig({ argv: ['-config', write('agent.config', JSON.stringify(file)), ...flags], env });
  const changed = (change: object): object => ({
    ...ORIGINAL,
    serviceagent: { ...ORIGINAL.serviceagent, ...change },
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'agent-config-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("takes the original's sample file", () => {
    const { config, certificates, warnings } = load(ORIGINAL);

    expect(warnings).toEqual([]);
    expect(certificates).toBeUndefined();
    expect(config).toEqual({
      serviceAgent: {
        serviceHost: '192.0.2.10',
        dockerHost: '127.0.0.1',
        dockerPort: 2375,
        isActive: true,
        keepAliveSeconds: 30,
        execCommand: 'DockerCommandExec',
        execArgs: 'ssh,user@127.0.0.1,sudo',
        perfFactor: 1.22,
        portbindMin: 49156,
        portbindMax: 49999,
        engineRoot: '/var/lib/docker',
        labels: {},
      },
      brokerServers: ORIGINAL.brokerservers.map((server) => ({ ...server, tls: false })),
    });
  });

  it('takes a socket and a measured factor', () => {
    const { config } = load(changed({ dockerhost: 'unix:///var/run/docker.sock', perffactor: 'auto' }));

    expect(config.serviceAgent).toMatchObject({ dockerHost: 'unix:///var/run/docker.sock', perfFactor: 'auto' });
  });

  it('takes labels, also from the environment', () => {
    const { config } = load(changed({ labels: { disk: 'hdd' } }), [], { AGENT_SERVICEAGENT_LABELS: '{"disk":"ssd"}' });

    expect(config.serviceAgent.labels).toEqual({ disk: 'ssd' });
  });

  it('takes a token in place of user and password', () => {
    const token = `dbt_0123456789abcdef_${'A'.repeat(43)}`;

    expect(load({ ...ORIGINAL, brokerservers: [{ host: 'b', token }] })).toMatchObject({
      config: { brokerServers: [{ host: 'b', port: 9998, token }] },
      warnings: [],
    });
  });

  it('lets the environment win', () => {
    const env = { AGENT_SERVICEAGENT_KEEPALIVE: '5', AGENT_SERVICEAGENT_PERFFACTOR: '2.5' };

    expect(load(ORIGINAL, [], env).config.serviceAgent).toMatchObject({ keepAliveSeconds: 5, perfFactor: 2.5 });
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'serviceagent.servicehost: is missing'],
    ['no broker', { ...ORIGINAL, brokerservers: [] }, 'brokerservers: allowed is a list of 1 to 100 objects'],
    [
      'a broker without a password',
      { brokerservers: [{ host: 'b', user: 'u' }] },
      'brokerservers[0].password: is missing',
    ],
    [
      'a token that is none',
      { brokerservers: [{ host: 'b', token: 'secret' }] },
      'brokerservers[0].token: allowed is a token as POST /admin/tokens told it',
    ],
    ['an URL', changed({ dockerhost: 'tcp://1.2.3.4' }), 'serviceagent.dockerhost: allowed'],
    ['a busy loop', changed({ keepalive: 0 }), 'serviceagent.keepalive: allowed is seconds, a whole number from 1'],
    ['another word', changed({ perffactor: 'fast' }), 'serviceagent.perffactor: allowed is a number'],
    ['labels that no plan can ask for', changed({ labels: { disk: 'a fast one' } }), 'serviceagent.labels: allowed is'],
    ['a range upside down', changed({ portbind_min: 50000 }), 'serviceagent.portbind_max: allowed'],
  ])('refuses %s', (_, file, problem) => {
    expect(() => load(file)).toThrow(ConfigurationError);
    expect(() => load(file)).toThrow(problem);
  });

  it('needs a configuration file and says how it is called', () => {
    const usage = 'usage: agent -config FILE [-clientcert FILE -clientkey FILE -cacert FILE]';

    expect(() => loadAgentConfig({ argv: [], env: {} })).toThrow(new UsageError(usage));
    expect(() => loadAgentConfig({ argv: ['-confg', 'x'], env: {} })).toThrow(UsageError);
  });

  it('reads the certificates that the flags name', () => {
    const flags = ['-clientcert', write('cert.pem', CERT), '-clientkey', write('key.pem', KEY)];

    expect(load(ORIGINAL, flags).certificates).toEqual({
      host: '127.0.0.1',
      clientCert: CERT,
      clientKey: KEY,
      ca: null,
    });
  });

  it('uploads no CA alone, and nothing for a socket', () => {
    const cacert = ['-cacert', write('ca.pem', CERT)];
    const clientCert = ['-clientcert', write('cert.pem', CERT)];

    expect(load(ORIGINAL, cacert)).toMatchObject({
      certificates: undefined,
      warnings: ['-cacert without -clientcert or -clientkey is not uploaded'],
    });
    expect(load(changed({ dockerhost: 'unix:///run/docker.sock' }), clientCert)).toMatchObject({
      certificates: undefined,
      warnings: ['certificates are not used with a dockerhost that is a socket'],
    });
  });

  it.each([
    ['is not there', () => '/no/such', '/no/such cannot be used:\n  the file cannot be read (ENOENT)'],
    ['is empty', () => write('empty.pem', ''), 'empty.pem cannot be used:\n  the file is empty'],
  ])('refuses a file that %s', (_, path, problem) => {
    expect(() => load(ORIGINAL, ['-clientkey', path()])).toThrow(problem);
  });

  it.each([
    ['is not PEM', 'hunter2'],
    ['is a certificate', CERT],
  ])('refuses a key file that %s', (_, text) => {
    const flags = ['-clientcert', write('cert.pem', CERT), '-clientkey', write('key.pem', text)];

    expect(() => load(ORIGINAL, flags)).toThrow('ClientKey: allowed is base64 of PEM text with a PRIVATE KEY');
  });

  describe('docs/configuration.md', () => {
    const markdown = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');
    const byPath = (one: { path: string }, other: { path: string }): number => one.path.localeCompare(other.path);

    it('gives an example that works', () => {
      const [, example = ''] = /An agent for the engine.*?```json\n(.*?)```/s.exec(markdown) ?? [];

      expect(load(JSON.parse(example) as object)).toMatchObject({
        config: { serviceAgent: { dockerHost: 'unix:///var/run/docker.sock', perfFactor: 'auto' } },
        warnings: [],
      });
    });

    it('documents every property of the agent, and no other', () => {
      const documented = readReference(markdown, 'agent.config').sort(byPath);

      expect(documented).toEqual(describeConfig(AgentConfig, AGENT_ENVIRONMENT).sort(byPath));
    });
  });
});
