export { readReference } from './read-reference.js';
