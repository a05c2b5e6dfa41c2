const CHANGES = { planUpdateable: true };

/** Plans that may change, one service whose may not, and some that are maintained or have dashboards. */
export const UPDATE_IMAGES: readonly object[] = [
  { name: 'redis', plan: '100', planUpdateable: true },
  { name: 'redis', plan: '200', planUpdateable: true },
  { name: 'fixed', plan: '100', planUpdateable: false },
  { name: 'fixed', plan: '200', planUpdateable: false },
  { name: 'kept', plan: '100', ...CHANGES, maintenanceInfo: { version: '1.0.0', description: 'A restart.' } },
  { name: 'kept', plan: '200', ...CHANGES, maintenanceInfo: { version: '2.0.0' } },
  { name: 'aging', plan: '100', ...CHANGES, maintenanceInfo: { version: '1.0.0' } },
  { name: 'static', plan: '100', credentials: { a: 1 } },
  ...['100', '200'].map((name) => ({
    name: 'shown',
    plan: name,
    ...CHANGES,
    dashboardurl: { dashboard_url: `http://$HOST:$PORT/${name}` },
  })),
];
