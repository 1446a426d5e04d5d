import { expect, test } from 'vitest';
import { environmentKey, keyOf, signedInAs } from '../../test/actors.ts';
import { ANONYMOUS } from './actor.ts';
import type { Role } from './permissions.ts';
import { type Doer, managedRoles } from './ranks.ts';

test.each<[who: string, doer: Doer, roles: readonly Role[]]>([
  ['the operator', 'system', ['superAdmin', 'admin', 'user']],
  ['the superAdmin', signedInAs('superAdmin'), ['superAdmin', 'admin', 'user']],
  ['a key of the superAdmin', keyOf('superAdmin'), ['admin', 'user']],
  ['a key of the environment', environmentKey, ['admin', 'user']],
  ['an admin', signedInAs('admin'), ['user']],
  ['a key of an admin', keyOf('admin'), ['user']],
  ['a user, whatever their permissions,', signedInAs('user'), []],
  ['a key of a user', keyOf('user'), []],
  ['nobody', ANONYMOUS, []],
])('%s manages %j', (_who, doer, roles) => {
  expect(managedRoles(doer)).toEqual(roles);
});
