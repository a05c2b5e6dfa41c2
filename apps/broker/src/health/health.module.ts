import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { CheckReadiness } from './check-readiness.js';
import { HealthController } from './health.controller.js';
import { WatchClockJob } from './watch-clock.job.js';

/** Whether the broker lives, and whether it can serve. What is wrong stands in the answer; the log has it already. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [CheckReadiness, WatchClockJob],
})
export class HealthModule {}
