import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isFromThisMachine } from '../osb/is-from-this-machine.js';
import { RecordPing } from './record-ping.js';
import { DescribePing } from './ping.api.js';

/** How agents register and stay alive; the original's path and body. */
@Controller('ping')
export class PingController {
  constructor(private readonly recordPing: RecordPing) {}

  @DescribePing()
  @Post()
  @HttpCode(200)
  async ping(@Req() { caller, raw }: FastifyRequest, @Body() body: unknown): Promise<object> {
    await this.recordPing.execute(body, caller, isFromThisMachine(raw));
    return {};
  }
}
