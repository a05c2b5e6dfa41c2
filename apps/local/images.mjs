import { ensureEngine } from './engine.mjs';
import { runMain } from './run-main.mjs';
import { ensureServiceImages } from './service-images.mjs';

await runMain(async () => {
  const engine = await ensureEngine();
  await ensureServiceImages(engine.address);
  console.log('The service images are there: docker images "docker-broker/*"');
  return 0;
});
