import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '@nekohub/client';
import i18next from 'i18next';
import { expect, it } from 'vitest';
import { errorText } from '../ui/error-text.ts';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

// As text: the console knows the server by its API alone.
const core = join(import.meta.dirname, '../../../server/src/core');
const catalogue = ['errors.ts', 'storage-errors.ts'].flatMap((file) =>
  [...readFileSync(join(core, file), 'utf8').matchAll(/^ {2}([a-z0-9_]+): \[/gm)].map(([, code = '']) => code),
);

/** What the console never gets: of API keys, agents and their tickets, and of requests that it does not make. */
const UNREACHABLE = [
  /^api_key_(missing|invalid|expired|revoked|address_not_allowed)$/,
  /^credential_in_query$/,
  /^(mcp|tool|upload)_/,
  /^page_/,
  /^range_not_satisfiable$/,
  /^auth_request_invalid$/,
  /^asset_base64_invalid$/,
  /^storage_provider_directory_(type|page|page_size|depth)_invalid$/,
  /^storage_provider_upsert_(path_required|content_required|content_base64_invalid)$/,
  /^storage_provider_profile_(provider_type_(required|unsupported)|configuration_required)$/,
  /^storage_provider_profile_github_(visibility_policy|releases_release_tag_mode)_invalid$/,
];

it('every error of the server has a text, or does not come to the console', () => {
  expect(catalogue.length).toBeGreaterThan(150);
  const texts = new Set(Object.keys(en.error.code));
  const without = catalogue.filter((code) => !texts.has(code) && !UNREACHABLE.some((never) => never.test(code)));
  expect(without).toEqual([]);
});

it.each([
  ['http_413', en.error.code.http_413, zhCN.error.code.http_413],
  ['http_403', en.error.code.http_4xx, zhCN.error.code.http_4xx],
  ['http_502', en.error.code.http_5xx, zhCN.error.code.http_5xx],
  ['http_504', en.error.code.http_5xx, zhCN.error.code.http_5xx],
])('what a proxy answers with %s is told in the language of the page', async (code, english, chinese) => {
  const error = new ApiError({ code, message: 'Nope', status: Number(code.slice(-3)) });
  const resources = { en: { translation: en }, 'zh-CN': { translation: zhCN } };
  const i18n = i18next.createInstance();
  await i18n.init({ lng: 'en', resources, interpolation: { escapeValue: false } });
  expect(errorText(i18n.t, error)).toBe(english);
  await i18n.changeLanguage('zh-CN');
  expect(errorText(i18n.t, error)).toBe(chinese);
});
