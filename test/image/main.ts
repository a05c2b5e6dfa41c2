import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeEnd } from './describe-finding.js';
import { tryImage } from './try-image.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [image = ''] = positionals;
const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => {
    interrupt.abort();
  });

const checklist = await tryImage(image, { tell, signal: interrupt.signal });
tell(`\n${describeEnd(image, checklist.findings)}`);
if (values.json !== undefined) {
  const report = { image, passed: checklist.isPassed, findings: checklist.findings };
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
process.exitCode = checklist.isPassed ? 0 : 1;
