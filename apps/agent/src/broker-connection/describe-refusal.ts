const LONGEST = 200;

/** What a broker's answer says in words: its `description`, or a short plain text. */
export function describeRefusal(body: string): string {
  try {
    const answer = JSON.parse(body) as unknown;
    return hasDescription(answer) ? answer.description.slice(0, LONGEST) : '';
  } catch {
    return body.trim().slice(0, LONGEST);
  }
}

function hasDescription(answer: unknown): answer is { readonly description: string } {
  return (
    typeof answer === 'object' && answer !== null && 'description' in answer && typeof answer.description === 'string'
  );
}
