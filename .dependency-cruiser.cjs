/**
 * Who may import whom: the table of docs/architecture.md, held by a tool (docs/adr/0003-who-may-import-whom.md).
 * Each rule is shown to fire by test/architecture/dependency-rules.spec.ts.
 */
const publicFiles = '\\.(module|port|types|errors)\\.ts$';
const tests = '(\\.spec\\.ts|\\.e2e-spec\\.ts|\\.system-spec\\.ts|\\.contract\\.ts)$|/testing/';

module.exports = {
  forbidden: [
    {
      name: 'libs-not-to-apps',
      comment: 'A lib knows nothing of who uses it (ADR 0003).',
      severity: 'error',
      from: { path: '(^|/)libs/' },
      to: { path: '(^|/)apps/' },
    },
    {
      name: 'libs-not-to-each-other',
      comment: 'Libs are put together in the apps alone, so each can be swapped (ADR 0003).',
      severity: 'error',
      from: { path: '(^|/)libs/([^/]+)/' },
      to: { path: '(^|/)libs/', pathNot: '(^|/)libs/$2/' },
    },
    {
      name: 'apps-not-to-each-other',
      comment: 'Broker and agent meet on the wire: libs/agent-protocol (ADR 0003).',
      severity: 'error',
      from: { path: '(^|/)apps/([^/]+)/' },
      to: { path: '(^|/)apps/', pathNot: '(^|/)apps/$2/' },
    },
    {
      name: 'orm-only-in-persistence',
      comment: 'TypeORM and the database drivers stay behind the stores (ADR 0002).',
      severity: 'error',
      from: { path: '(^|/)(apps|libs)/', pathNot: '(^|/)libs/persistence/' },
      to: { path: 'node_modules/(typeorm|better-sqlite3|pg|mysql2)/' },
    },
    {
      name: 'dockerode-only-in-docker-driver',
      comment: 'Nobody but the driver sees dockerode (ADR 0002).',
      severity: 'error',
      from: { path: '(^|/)(apps|libs)/', pathNot: '(^|/)libs/docker-driver/' },
      to: { path: 'node_modules/(@types/)?(dockerode|docker-modem)/' },
    },
    {
      name: 'modules-by-their-public-files',
      comment:
        'A module of the broker reaches another only by *.module, *.port, *.types, *.errors; osb is there for all (ADR 0003).',
      severity: 'error',
      from: { path: '(^|/)apps/broker/src/([^/]+)/', pathNot: tests },
      to: {
        path: '(^|/)apps/broker/src/([^/]+)/',
        pathNot: ['(^|/)apps/broker/src/$2/', '(^|/)apps/broker/src/osb/', publicFiles],
      },
    },
    {
      name: 'dispatch-is-pure',
      comment: 'Strategies decide from what they are given: no I/O, no library (ADR 0003).',
      severity: 'error',
      from: { path: '(^|/)libs/dispatch/', pathNot: tests },
      to: { pathNot: '(^|/)libs/dispatch/' },
    },
    {
      name: 'no-local-processes',
      comment: 'The broker starts no local process on anybody’s word (design §6).',
      severity: 'error',
      from: { path: '(^|/)(apps/broker|apps/agent|libs)/', pathNot: tests },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'local-needs-nothing',
      comment: 'npm start runs before any package is installed (ADR 0012).',
      severity: 'error',
      from: { path: '(^|/)apps/local/', pathNot: tests },
      to: { path: '(^|/)(node_modules|libs)/' },
    },
    {
      name: 'production-without-testing',
      comment: 'Fakes and builders never reach production code.',
      severity: 'error',
      from: { path: '(^|/)(apps|libs)/', pathNot: tests },
      to: { path: '/testing/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that does not resolve satisfies every other rule in silence.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
