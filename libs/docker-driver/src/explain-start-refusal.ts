interface Refusal {
  readonly text: RegExp;
  readonly advice: string;
}

/** Why a program cannot be run that will be so again: a host that has no memory or no process to spare may have them later. */
const NO_PROGRAM =
  'executable file not found|no such file or directory|permission denied|exec format error|(is a|not a) directory';

/**
 * What no engine ever gets over by itself, in the words of runc, of crun, and of the engine. Only runtimes that say
 * `create failed` speak of the container's own command: an engine that is being upgraded says `executable file not
 * found` of its shim, and gets over that (ADR 0020).
 */
const REFUSALS: readonly Refusal[] = [
  {
    text: /error setting rlimit type 7: operation not permitted|setrlimit `?RLIMIT_NOFILE`?: operation not permitted/i,
    advice: 'The engine may not raise limits: lower "ulimits.nofile" of the plan, or raise LimitNOFILE of the engine.',
  },
  {
    text: /error setting rlimit type \d+: operation not permitted|setrlimit `?\w+`?: operation not permitted/i,
    advice: 'The engine may not raise limits: lower "ulimits" of the plan, or raise the limits of the engine.',
  },
  {
    text: new RegExp(
      `runtime create failed.*(container process.*\\bexec: "[^"]*": .*(${NO_PROGRAM})|executable file \\S+ not found)`,
      'i',
    ),
    advice: 'The image has no such program, or it may not be run: correct "entrypoint" or "command" of the plan.',
  },
  { text: /unable to find user /i, advice: 'The image has no such user: correct "user" of the plan.' },
  { text: /unable to find group /i, advice: 'The image has no such group: correct "user" of the plan.' },
  {
    text: /runtime create failed.*error mounting .*not a directory/i,
    advice: 'There is a file at that place of the image: correct "tmpfs" or "volumes" of the plan.',
  },
];

/** What to do about a container that this engine will never start; `undefined` of all that may go away by waiting. */
export function explainStartRefusal(text: string): string | undefined {
  return REFUSALS.find((refusal) => refusal.text.test(text))?.advice;
}
