import { Module } from '@nestjs/common';
import { AccessControl } from './access-control.js';
import { AccessGate } from './access-gate.port.js';
import { CheckAdministrators } from './check-administrators.js';
import { HttpAccessGate } from './http-access-gate.js';
import { IdentifyPair } from './identify-pair.js';
import { IdentifyToken } from './identify-token.js';
import { LimitedAccessGate } from './limited-access-gate.js';
import { NoteTokenUse } from './note-token-use.js';
import { SharedPair } from './shared-pair.js';
import { CreateToken } from './tokens/create-token.js';
import { RemoveToken } from './tokens/remove-token.js';
import { TokensController } from './tokens/tokens.controller.js';

/** Who may do what. */
@Module({
  controllers: [TokensController],
  providers: [
    AccessControl,
    IdentifyPair,
    IdentifyToken,
    SharedPair,
    NoteTokenUse,
    CheckAdministrators,
    CreateToken,
    RemoveToken,
    HttpAccessGate,
    { provide: AccessGate, useClass: LimitedAccessGate },
  ],
  exports: [AccessGate],
})
export class AccessModule {}
