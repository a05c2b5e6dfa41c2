import type { Checklist } from './checklist.js';
import {
  type InspectedImage,
  judgeContractLabel,
  judgeHealthcheck,
  judgePorts,
  judgeSize,
  judgeVersionLabel,
  judgeVolumes,
} from './judge-image.js';

/** What can be told without running anything. */
export async function checkImage(checklist: Checklist, image: InspectedImage): Promise<void> {
  await checklist.check('says its contract', () => judgeContractLabel(image));
  await checklist.check('says its version', () => judgeVersionLabel(image));
  await checklist.check('exposes ports', () => judgePorts(image));
  await checklist.check('keeps data on volumes', () => judgeVolumes(image));
  await checklist.check('has a health check', () => judgeHealthcheck(image));
  await checklist.check('is small enough', () => judgeSize(image));
}
