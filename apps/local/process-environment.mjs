/**
 * What the processes of `npm start` are told beside their configuration files. What the user has set stays.
 *
 * @param {import('./broker-settings.mjs').BrokerSettings} settings
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dataDir
 * @returns {NodeJS.ProcessEnv}
 */
export function toBrokerEnvironment({ listenHost, port }, env, dataDir) {
  return {
    DATA_DIR: dataDir,
    BROKER_HTTP_APIDOCS: '1',
    ...env,
    VCAP_APP_HOST: listenHost,
    VCAP_APP_PORT: String(port),
  };
}

/**
 * @param {import('./broker-settings.mjs').BrokerSettings} settings
 * @param {NodeJS.ProcessEnv} env
 * @param {string} dockerHost as in DOCKER_HOST
 * @returns {NodeJS.ProcessEnv}
 */
export function toAgentEnvironment({ host, port, user, password }, env, dockerHost) {
  return {
    AGENT_BROKERSERVERS: JSON.stringify([{ host, port, user, password }]),
    ...toDockerEnvironment(dockerHost),
    ...env,
  };
}

/** @param {string} dockerHost */
function toDockerEnvironment(dockerHost) {
  if (dockerHost.startsWith('unix:')) return { AGENT_SERVICEAGENT_DOCKERHOST: dockerHost };
  const { hostname, port } = new URL(dockerHost);
  return { AGENT_SERVICEAGENT_DOCKERHOST: hostname, AGENT_SERVICEAGENT_DOCKERPORT: port || '2375' };
}
