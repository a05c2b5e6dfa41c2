/** Docker Hub, which references do not name. */
export const DOCKER_HUB = 'docker.io';

/** The registry that a reference means: `registry.example.org:5000`, `localhost`, `MYHOST`, else Docker Hub. */
export function registryOf(imageRef: string): string {
  const [first = '', ...rest] = imageRef.split('/');
  const isHost = rest.length > 0 && (/[.:A-Z]/.test(first) || first === 'localhost');
  return isHost ? toRegistryName(first) : DOCKER_HUB;
}

/** One name for each registry. */
export function toRegistryName(host: string): string {
  const name = host.toLowerCase();
  return ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com'].includes(name) ? DOCKER_HUB : name;
}
