import { onServers } from '../support/on-servers.js';
import { describeCanaries } from './canaries.contract.js';

onServers((service, { parts, server }) => {
  describeCanaries(service, { parts, search: (texts) => server().search(texts) });
});
