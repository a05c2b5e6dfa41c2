import type { ServiceDefinition } from './service-definition.types.js';

/** A definition in the original's shape and key order; what we added follows where it is set. */
export function toImageReply(definition: ServiceDefinition): object {
  const { name, plan, dashboardUrl, credentials, numInstances, containerName, scripts, ...added } = definition;
  return {
    Name: name,
    Plan: plan,
    DashBoardUrl: dashboardUrl,
    Credentials: credentials,
    Numinstances: numInstances,
    Containername: containerName,
    ...Object.fromEntries(
      Object.entries(added).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
    ),
    ...(scripts === 'required' ? {} : { Scripts: scripts }),
  };
}
