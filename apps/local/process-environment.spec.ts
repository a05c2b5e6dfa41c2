import { describe, expect, it } from 'vitest';
import { toAgentEnvironment, toBrokerEnvironment } from './process-environment.mjs';

const settings = { listenHost: '0.0.0.0', host: '127.0.0.1', port: 9998, user: 'admin', password: 'admin' };

describe('toBrokerEnvironment', () => {
  it('says where to listen and where data goes', () => {
    expect(toBrokerEnvironment(settings, { HOME: '/root' }, '/data')).toEqual({
      BROKER_HTTP_APIDOCS: '1',
      HOME: '/root',
      DATA_DIR: '/data',
      VCAP_APP_HOST: '0.0.0.0',
      VCAP_APP_PORT: '9998',
    });
  });
});

describe('toAgentEnvironment', () => {
  it('names the broker and the engine', () => {
    expect(toAgentEnvironment(settings, {}, 'unix:///run/docker.sock')).toEqual({
      AGENT_BROKERSERVERS: '[{"host":"127.0.0.1","port":9998,"user":"admin","password":"admin"}]',
      AGENT_SERVICEAGENT_DOCKERHOST: 'unix:///run/docker.sock',
    });
  });

  it('splits the address of an engine on TCP', () => {
    expect(toAgentEnvironment(settings, {}, 'tcp://127.0.0.1:2375')).toMatchObject({
      AGENT_SERVICEAGENT_DOCKERHOST: '127.0.0.1',
      AGENT_SERVICEAGENT_DOCKERPORT: '2375',
    });
  });

  it('leaves what the user has set', () => {
    const env = { AGENT_BROKERSERVERS: '[]' };

    expect(toAgentEnvironment(settings, env, 'unix:///run/docker.sock')).toMatchObject(env);
  });
});
