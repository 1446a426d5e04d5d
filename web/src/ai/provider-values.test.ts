import { describe, expect, it } from 'vitest';
import { isWebAddress, leadsElsewhere, startValues, toProviderPatch, toTest } from './provider-values.ts';

const provider = {
  id: '0198a6f0-0000-7000-8000-000000000001',
  name: 'Ollama',
  apiBaseUrl: 'http://ollama.test:11434/v1',
  apiKey: 'olla***',
  modelName: 'see-1',
  defaultSystemPrompt: 'Be brief.',
  isActive: true,
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
};
const before = startValues(provider, false);

describe('the form for an AI provider', () => {
  it('holds no key, and makes the first provider active', () => {
    expect(before.apiKey).toBe('');
    expect(startValues(null, true)).toMatchObject({ apiBaseUrl: '', isActive: true });
    expect(startValues(null, false).isActive).toBe(false);
  });

  it.each([
    [{}, {}],
    [{ name: 'Home' }, { name: 'Home' }],
    [{ defaultSystemPrompt: '' }, { defaultSystemPrompt: '' }],
    [
      { apiKey: 'k', isActive: false },
      { apiKey: 'k', isActive: false },
    ],
  ])('sends of %j', (change, expected) => {
    expect(toProviderPatch(before, { ...before, ...change })).toEqual(expected);
  });

  it('tests what is in the fields, with the stored key unless another is given', () => {
    const tested = { apiBaseUrl: provider.apiBaseUrl, modelName: 'see-2', defaultSystemPrompt: 'Be brief.' };
    expect(toTest(provider, { ...before, modelName: 'see-2' })).toEqual({ profileId: provider.id, ...tested });
    expect(toTest(null, { ...before, apiKey: 'k', modelName: 'see-2' })).toEqual({ apiKey: 'k', ...tested });
  });
});

describe('addresses', () => {
  it.each([
    ['http://ollama.test:11434', false],
    ['http://ollama.test:11434/v2/', false],
    ['https://ollama.test:11434/v1', true],
    ['http://ollama.test/v1', true],
    ['http://other.test:11434/v1', true],
    ['http://oll', true],
    ['', false],
    ['ollama', false],
  ])('%s leads elsewhere: %s', (address, expected) => {
    expect(leadsElsewhere(provider, address)).toBe(expected);
    expect(leadsElsewhere(null, address)).toBe(false);
  });

  it.each([
    ['https://api.test/v1', true],
    [' http://127.0.0.1:11434 ', true],
    ['localhost:11434', false],
    ['ftp://api.test', false],
    ['', false],
  ])('%s is one of the web: %s', (address, expected) => {
    expect(isWebAddress(address)).toBe(expected);
  });
});
