import { onServers } from '../support/on-servers.js';
import { describeHistories } from './describe-histories.js';

onServers((service, { parts }) => {
  describeHistories(service, 40, () => ({ ...parts(), brokers: 2 }));
});
