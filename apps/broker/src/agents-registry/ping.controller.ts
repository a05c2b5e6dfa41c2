import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { RecordPing } from './record-ping.js';
import { DescribePing } from './ping.api.js';

/** How agents register and stay alive; the original's path and body. */
@Controller('ping')
export class PingController {
  constructor(private readonly recordPing: RecordPing) {}

  @DescribePing()
  @Post()
  @HttpCode(200)
  async ping(@Body() body: unknown): Promise<object> {
    await this.recordPing.execute(body);
    return {};
  }
}
