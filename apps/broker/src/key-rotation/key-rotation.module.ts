import { Module } from '@nestjs/common';
import { LearnKeysJob } from './learn-keys.job.js';
import { LearnKeys } from './learn-keys.js';
import { ResealValuesJob } from './reseal-values.job.js';
import { ResealValues } from './reseal-values.js';

/** Replaces the keys of stored secrets while brokers run; `npm run keys` begins it. */
@Module({ providers: [LearnKeys, LearnKeysJob, ResealValues, ResealValuesJob] })
export class KeyRotationModule {}
