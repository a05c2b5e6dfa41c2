import eslint from '@eslint/js';
import vitest from '@vitest/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const dtoAsType = 'A DTO imported as a type switches validation off without a word (CONTRIBUTING, traps).';
const typeImportTraps = [
  { selector: "ImportDeclaration[importKind='type'][source.value=/\\.dto\\.js$/]", message: dtoAsType },
  {
    selector: "ImportDeclaration[source.value=/\\.dto\\.js$/] > ImportSpecifier[importKind='type']",
    message: dtoAsType,
  },
];
const houseRules = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a file is called what it exports.' },
  { selector: 'TSEnumDeclaration', message: 'A union of literals instead of an enum.' },
  {
    selector:
      "CallExpression[callee.property.name='query'] > :matches(TemplateLiteral, BinaryExpression).arguments:first-child",
    message: 'SQL takes parameters, never text pasted into it.',
  },
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'node_modules/', 'data/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'interface', format: ['PascalCase'], custom: { regex: '^I[A-Z]', match: false } },
      ],
      'max-lines': ['error', { max: 200, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...houseRules],
    },
  },
  {
    files: ['**/*.controller.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...houseRules, ...typeImportTraps],
      // Nest hands a controller the parts of a request one by one.
      'max-params': ['error', 5],
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.system-spec.ts', '**/*.storm-spec.ts', '**/*.contract.ts'],
    plugins: { vitest },
    rules: {
      ...vitest.configs.recommended.rules,
      'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*'] }],
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        module: 'writable',
        require: 'readonly',
      },
    },
    rules: { 'max-lines': ['error', 200], 'max-lines-per-function': ['error', 40], complexity: ['error', 10] },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  prettier,
);
