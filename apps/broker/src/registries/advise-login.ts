/** For the operator, whose registry gave no image to whom it does not know. Some say so of images that they do not have. */
export function adviseLogin(registry: string, isKnown: boolean): string {
  const what = isKnown
    ? `${registry} refuses the login that is stored, or has no such image: correct the login`
    : `${registry} wants a login, or has no such image, and no login is stored: store one`;
  return `${what} with PUT /admin/registries/${registry}, or correct the name of the image in the plan.`;
}
