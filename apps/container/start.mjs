const [name = ''] = process.argv.splice(2, 1);
const main = new Map([
  ['broker', 'broker/src/main.js'],
  ['agent', 'agent/src/main.js'],
  ['keys', 'broker/src/keys-main.js'],
]).get(name);

if (main === undefined) {
  console.error('usage: docker run IMAGE broker|agent [flags], or IMAGE keys status|rotate [--kek] [flags]');
  process.exit(64);
}
// In this very process, which the engine signals.
await import(`./dist/apps/${main}`);
