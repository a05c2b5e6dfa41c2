export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'scope-enum': [
      2,
      'always',
      [
        'broker',
        'agent',
        'local',
        'persistence',
        'docker-driver',
        'dispatch',
        'agent-protocol',
        'images',
        'test',
        'docs',
        'deps',
      ],
    ],
  },
};
