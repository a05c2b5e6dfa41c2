const LARGE = 1024 * 1024;

/** What no script should ever read, and each of them must bear. */
export const GARBAGE: Readonly<Record<string, string>> = {
  'no JSON': 'this is no JSON {',
  nothing: '',
  'a list': '[1, 2, 3]',
  'wrong types': '{"charset": {"a": [1]}, "collections": 7, "name": null, "size": "\' ; DROP DATABASE x; --"}',
  'null bytes': '{"charset": "\\u0000"}\0\0\0',
  'a megabyte': JSON.stringify({ text: 'x'.repeat(LARGE) }),
};
