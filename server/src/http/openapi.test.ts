import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/app.ts';
import { ERRORS } from '../core/errors.ts';

interface Operation {
  readonly tags?: readonly string[];
  readonly summary?: string;
  readonly responses: Readonly<Record<string, unknown>>;
}

interface OpenApiDocument {
  readonly openapi: string;
  readonly tags: readonly { name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Descriptions and pages, and the preflight; everything else is an operation that programs may want. */
const UNDOCUMENTED = /^\/(openapi|docs)|^\*/;

/** `METHOD /path` of every route there is, from the router itself. */
function routesOf(hub: TestApp): string[] {
  const parents: string[] = [];
  return hub.server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', path = '', methods = ''] = /^([│├└─\s]*)(\S+) \(([^)]+)\)$/u.exec(line) ?? [];
      const depth = indent.length / 4;
      parents[depth] = `${depth > 1 ? parents[depth - 1] : ''}${path}`;
      const route = parents[depth] ?? '';
      if (!path || UNDOCUMENTED.test(route)) return [];
      const url = route.replaceAll(/:(\w+)/g, '{$1}').replace('*', '{*}');
      return methods.split(', ').map((method) => `${method} ${url}`);
    });
}

test('describes every route, and nothing else', async () => {
  await using hub = await startTestApp();
  const document = (await hub.server.inject('/openapi.json')).json<OpenApiDocument>();
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  );
  const names = described.map(({ method, path }) => `${method} ${path}`);
  const routes = routesOf(hub);
  expect(routes).toEqual(expect.arrayContaining(['POST /api/v1/auth/login', 'GET /api/v1/assets/{id}/content']));
  // The router does not print this one.
  routes.push('GET /content/{*}');
  // HEAD comes with GET, and preflights are for browsers; where they are worth a word, the description has them.
  const implied = /^(HEAD|OPTIONS) /;
  expect(routes.filter((route) => !implied.test(route) && !names.includes(route))).toEqual([]);
  const routeUrl = (path: string) => path.replace('{*}', '*').replaceAll(/\{(\w+)\}/g, ':$1');
  expect(
    described.filter(({ method, path }) => !hub.server.hasRoute({ method: method as 'GET', url: routeUrl(path) })),
  ).toEqual([]);
});

test('is a sound OpenAPI 3.1 document', async () => {
  await using hub = await startTestApp();
  const { body, headers } = await hub.server.inject('/openapi.json');
  const config = await createConfig({
    rules: {
      struct: 'error',
      'no-unresolved-refs': 'error',
      'security-defined': 'error',
      'operation-summary': 'error',
      'operation-parameters-unique': 'error',
      'operation-4xx-response': 'error',
      'no-identical-paths': 'error',
      'path-not-include-query': 'error',
      'tag-description': 'error',
    },
  });
  const problems = await lintFromString({ source: body, config });
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([]);
  expect(headers['content-type']).toContain('application/json');
  const document: OpenApiDocument = JSON.parse(body);
  expect(document.openapi).toMatch(/^3\.1\./);
  const tags = document.tags.map(({ name }) => name);
  const used = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).flatMap(({ tags = [] }) => tags),
  );
  expect(used.filter((tag) => !tags.includes(tag))).toEqual([]);
});

test('is found where NekoHub’s clients look for it, and has a page', async () => {
  await using hub = await startTestApp();
  const [document, former, page] = await Promise.all(
    ['/openapi.json', '/openapi/v1.json', '/docs'].map((url) => hub.server.inject(url)),
  );
  expect(former?.body).toBe(document?.body);
  expect(page?.statusCode).toBe(200);
  expect(page?.headers['content-type']).toContain('text/html');
  expect(page?.headers['content-security-policy']).not.toMatch(/unsafe-eval/);
});

test('every error code is one word in snake case with a status of its own kind and a sentence', () => {
  const odd = Object.entries(ERRORS).filter(
    ([code, [status, sentence]]) =>
      !/^[a-z0-9]+(_[a-z0-9]+)+$/.test(code) || status < 400 || status > 599 || !/^\S.*\.$/.test(sentence),
  );
  expect(odd.map(([code]) => code)).toEqual([]);
});
