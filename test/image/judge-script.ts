import type { ExecOutcome } from '#docker-driver';
import { readScriptOutput } from '../../apps/broker/src/operations/work/read-script-output.js';
import { failed, passed, type Verdict } from './verdict.types.js';

/** `undefined`: it did not end in time. */
export type ScriptEnd = ExecOutcome | undefined;

/** What buildpacks of Cloud Foundry look for. */
const NAMES = ['uri', 'hostname', 'port', 'name', 'username', 'password'];
const SLOW = 'It has 60 seconds: wait for the server in a loop with a limit, and read no more than standard input.';
const REPEAT = 'Write "make sure that", not "create": a broker that was killed runs it again with the same ids.';

/** The script did what it was told, and printed nothing but a JSON object. */
export function judgeScript(script: string, end: ScriptEnd, hint = REPEAT): Verdict {
  if (end === undefined) return failed(`${script} did not end in time`, SLOW);
  if (end.exitCode === 126 || end.exitCode === 127)
    return failed(`${script} could not be run`, 'It is an executable file with a first line such as #!/bin/sh.');
  if (end.exitCode !== 0) return failed(`${script} failed (exit code ${end.exitCode})${lastWords(end)}`, hint);
  return judgeOutput(script, end);
}

/** Garbage may be refused or ignored; it may not make a script hang, nor a refusal look like a success. */
export function judgeEnding(script: string, end: ScriptEnd): Verdict {
  if (end === undefined) return failed(`${script} did not end in time`, SLOW);
  return end.exitCode === 0 ? judgeOutput(script, end) : passed();
}

/** What `/bind` printed, under the names that clients look for. */
export function judgeCredentials(credentials: Readonly<Record<string, unknown>>): Verdict {
  const missing = NAMES.filter((name) => credentials[name] === undefined);
  if (Object.keys(credentials).length === 0)
    return failed('/bind printed nothing', 'It prints the credentials as JSON.');
  if (missing.length > 0)
    return failed(`${missing.join(', ')} is missing`, 'Buildpacks look for these names; see "Credentials" in docs.');
  const unfilled = /\$(?:HOST|PORT\w*)/.exec(JSON.stringify(credentials))?.[0];
  if (unfilled === undefined) return passed(Object.keys(credentials).join(', '));
  return failed(`${unfilled} has no value`, 'Only ports that the image exposes have one.');
}

function judgeOutput(script: string, end: ExecOutcome): Verdict {
  try {
    readScriptOutput(script, end);
    return passed();
  } catch {
    return failed(
      `${script} printed something else than one JSON object of 64 KiB at most`,
      'Send all other output to standard error, or nowhere: >/dev/null.',
    );
  }
}

/** The author sees them here; a broker keeps them to itself. */
function lastWords({ stderr }: ExecOutcome): string {
  const words = stderr.trim().split('\n').slice(-3).join(' / ');
  return words === '' ? '' : `: ${words}`;
}
