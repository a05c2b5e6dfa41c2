/** Which methods a path has, whatever its parameters, for those who ask with another one. */
export class AllowedMethods {
  private readonly methods = new Map<string, Set<string>>();

  add(method: string, pattern: string): void {
    const known = this.methods.get(pattern) ?? new Set();
    this.methods.set(pattern, known.add(method));
  }

  /** None for a path that nothing serves. */
  of(url: string): readonly string[] {
    const [path = ''] = url.split(/[?#]/);
    const parts = path.split('/');
    const fitting = [...this.methods].filter(([pattern]) => fits(parts, pattern.split('/')));
    return [...new Set(fitting.flatMap(([, methods]) => [...methods]))].sort();
  }
}

function fits(parts: readonly string[], pattern: readonly string[]): boolean {
  return (
    parts.length === pattern.length &&
    pattern.every((wanted, index) => (wanted.startsWith(':') ? parts[index] !== '' : parts[index] === wanted))
  );
}
