import { Module } from '@nestjs/common';
import { AccessControl } from './access-control.js';
import { AccessGate } from './access-gate.port.js';
import { HttpAccessGate } from './http-access-gate.js';

/** Who may do what. */
@Module({
  providers: [AccessControl, { provide: AccessGate, useClass: HttpAccessGate }],
  exports: [AccessGate],
})
export class AccessModule {}
