/** Something that the user can put right: its message is all they need to see. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * @param {() => Promise<number>} main answers the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
