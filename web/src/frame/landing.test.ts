import type { User } from '@nekohub/client';
import { expect, it } from 'vitest';
import { landingPath } from './landing.ts';

const holding = (...permissions: User['permissions']): User => ({
  id: '0196a000-0000-7000-8000-000000000001',
  username: 'mika',
  role: 'user',
  isActive: true,
  createdAtUtc: '2026-01-01T00:00:00Z',
  updatedAtUtc: '2026-01-01T00:00:00Z',
  lastLoginAtUtc: null,
  permissions,
});

it.each<[User['permissions'], string]>([
  [['users.read', 'settings.read', 'aiProviders.read', 'providers.read', 'assets.read'], '/overview'],
  [['users.read', 'settings.read', 'aiProviders.read', 'providers.read'], '/providers'],
  [['users.read', 'settings.read', 'aiProviders.read'], '/ai-providers'],
  [['users.read', 'settings.read'], '/settings'],
  [['users.read', 'audit.read'], '/users'],
  [['audit.read'], '/audit'],
  [['assets.create'], '/assets/upload'],
  [['assets.delete'], '/gallery'],
  [[], '/gallery'],
])('who holds %j begins on %s', (permissions, path) => {
  expect(landingPath(holding(...permissions))).toBe(path);
});
