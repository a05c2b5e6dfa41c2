type Labels = Readonly<Record<string, string>>;

/** Whether a host with these labels may take what wants those: all of them, word for word. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}
