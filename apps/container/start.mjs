const [name] = process.argv.splice(2, 1);

if (name !== 'broker' && name !== 'agent') {
  console.error('usage: docker run IMAGE broker|agent [flags]');
  process.exit(64);
}
// In this very process, which the engine signals.
await import(`./dist/apps/${name}/src/main.js`);
