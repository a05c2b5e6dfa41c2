import { ensureComposeImages } from './compose-images.mjs';
import { ensureEngine } from './engine.mjs';
import { runMain } from './run-main.mjs';
import { ensureServiceImages } from './service-images.mjs';

await runMain(async () => {
  const engine = await ensureEngine();
  await ensureServiceImages(engine.address);
  await ensureComposeImages(engine.address);
  console.log('All images are there: docker images "docker-broker/*"');
  return 0;
});
