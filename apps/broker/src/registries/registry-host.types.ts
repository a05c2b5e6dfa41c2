/** A registry as references to images name it. */
export const REGISTRY_HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,240}[A-Za-z0-9])?(?::\d{1,5})?$/;
