const wildcards = ['0.0.0.0', '::'];

/**
 * Where the broker of `npm start` listens, and who may talk to it.
 *
 * @typedef {object} BrokerSettings
 * @property {string} listenHost
 * @property {string} host where clients on this machine find it
 * @property {number} port
 * @property {string} user
 * @property {string} password
 */

/**
 * The environment wins over the file, in the order that the broker itself keeps.
 *
 * @param {string} configText broker.config, keys in any letter case
 * @param {NodeJS.ProcessEnv} env
 * @returns {BrokerSettings}
 */
export function toBrokerSettings(configText, env) {
  const { listenip, port, services } = foldKeys(JSON.parse(configText));
  const listenHost = env['VCAP_APP_HOST'] || env['BROKER_LISTENIP'] || listenip;
  return {
    listenHost,
    host: wildcards.includes(listenHost) ? '127.0.0.1' : listenHost,
    port: Number(env['VCAP_APP_PORT'] || env['PORT'] || env['BROKER_PORT'] || port),
    user: env['BROKER_SERVICES_USER'] || services.user,
    password: env['BROKER_SERVICES_PASSWORD'] || services.password,
  };
}

/**
 * @param {any} value
 * @returns {any} the same with all keys in lower case
 */
function foldKeys(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), foldKeys(item)]));
}

/** @param {BrokerSettings} settings */
export function toUrl({ host, port }) {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
