import { toUrl } from './broker-settings.mjs';

/**
 * What to type now. A password that is not the default is not shown: curl asks for it.
 *
 * @param {import('./broker-settings.mjs').BrokerSettings} settings
 * @param {{ dockerHost: string, dataDir: string }} where
 */
export function toNextSteps(settings, { dockerHost, dataDir }) {
  const url = toUrl(settings);
  const isDefault = settings.password === 'admin';
  const curl = `curl -u ${settings.user}${isDefault ? ':admin' : ''} -H 'X-Broker-API-Version: 2.17'`;
  const put = `${curl} -H 'Content-Type: application/json' -X PUT`;
  const plan = '"service_id":"redis","plan_id":"redis_100"';
  const space = '"organization_guid":"my-org","space_guid":"my-space"';
  const instance = `${url}/v2/service_instances/my-redis`;
  const binding = `${instance}/service_bindings/my-binding`;
  const query = 'service_id=redis&plan_id=redis_100';

  return `
Docker Broker serves ${url}
  containers  on the Docker engine at ${dockerHost}
  data        in ${dataDir}
  Ctrl-C      stops broker and agent; the containers go on

With Cloud Foundry:
  cf create-service-broker docker-broker ${settings.user} ${isDefault ? 'admin' : 'PASSWORD'} ${url}
  cf enable-service-access mysql
  cf marketplace
  cf create-service mysql 100 my-db

Or by hand:
  ${curl} ${url}/v2/catalog
  ${put} ${instance} -d '{${plan},${space}}'
  ${put} ${binding} -d '{${plan}}'
  ${curl} -X DELETE '${binding}?${query}'
  ${curl} -X DELETE '${instance}?${query}'
`;
}
