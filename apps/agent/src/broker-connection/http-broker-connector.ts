import { Injectable } from '@nestjs/common';
import type { BrokerAddress, BrokerConnection } from './broker-connection.port.js';
import { BrokerConnector } from './broker-connection.port.js';
import { HttpBrokerConnection } from './http-broker-connection.js';

@Injectable()
export class HttpBrokerConnector extends BrokerConnector {
  override connect(address: BrokerAddress): BrokerConnection {
    return new HttpBrokerConnection(address);
  }
}
