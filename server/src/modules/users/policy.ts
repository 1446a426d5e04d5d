import { AppError, type ErrorCode } from '../../core/errors.ts';
import { type Permission, ROLES, type Role } from '../../core/permissions.ts';
import { type Doer, managedRoles } from '../../core/ranks.ts';
import { type Account, targetOf } from './account.ts';

// Who may do what to whose account, beyond the permission that the route asks for and the rank in `core/ranks.ts`.

const isOwn = (doer: Doer, { user }: Account): boolean =>
  doer !== 'system' && 'userId' in doer && doer.userId === user.id;

const isSuperAdmin = ({ user }: Account): boolean => user.role === 'superAdmin';

/** The roles whose accounts a list shows. Who manages admins sees the superAdmin as well. */
export function visibleRoles(doer: Doer): readonly Role[] {
  const managed = managedRoles(doer);
  return managed.includes('admin') ? ROLES : managed;
}

const sees = (doer: Doer, { user }: Account): boolean => visibleRoles(doer).includes(user.role);

/** An admin may read its own account as well. */
export function checkRead(doer: Doer, account: Account): void {
  if (sees(doer, account) || (account.user.role === 'admin' && isOwn(doer, account))) return;
  refuse('user_manage_forbidden', account);
}

/** What every change to an account asks first. */
export function checkManage(doer: Doer, account: Account): void {
  if (!sees(doer, account)) refuse('user_manage_forbidden', account);
  if (!managedRoles(doer).includes(account.user.role)) refuse('user_manage_super_admin_forbidden', account);
}

/** Nobody makes accounts that they could not manage. There is one superAdmin, made at set-up or by the operator. */
export function checkCreate(doer: Doer, role: Role): void {
  if (doer === 'system') return;
  if (role === 'superAdmin') refuse('user_super_admin_create_forbidden');
  if (!managedRoles(doer).includes(role)) refuse('user_create_forbidden');
}

/** Nobody gives what they lack. What the account holds already is not given. */
export function checkGrant(doer: Doer, permissions: readonly Permission[], account?: Account): void {
  const given = permissions.filter((permission) => !account?.permissions.includes(permission));
  refuseIfLacking(doer, given, 'user_grant_forbidden', account);
}

/** Whoever sets a password can sign in with it: nobody gains by that what they lack. */
export function checkTakeOver(doer: Doer, account: Account): void {
  if (!isOwn(doer, account)) refuseIfLacking(doer, account.permissions, 'user_take_over_forbidden', account);
}

/** Follows the rules for making an account of that role. */
export function checkRoleChange(doer: Doer, account: Account, role: Role): void {
  if (role === account.user.role) return;
  if (isSuperAdmin(account)) refuse('user_super_admin_role_change_forbidden', account);
  if (role === 'superAdmin') refuse('user_super_admin_promote_forbidden', account);
  if (isOwn(doer, account)) refuse('user_self_role_change_forbidden', account);
  if (!managedRoles(doer).includes(role)) refuse('user_role_change_forbidden', account);
}

/** Enabling needs no more than {@link checkManage}. */
export function checkDisable(doer: Doer, account: Account): void {
  if (isSuperAdmin(account)) refuse('user_super_admin_disable_forbidden', account);
  if (isOwn(doer, account)) refuse('user_self_disable_forbidden', account);
}

export function checkPermissionsChange(doer: Doer, account: Account): void {
  if (isSuperAdmin(account)) refuse('user_super_admin_permissions_forbidden', account);
  if (isOwn(doer, account)) refuse('user_self_permissions_forbidden', account);
}

export function checkDelete(doer: Doer, account: Account): void {
  if (isSuperAdmin(account)) refuse('user_super_admin_delete_forbidden', account);
  if (isOwn(doer, account)) refuse('user_self_delete_forbidden', account);
}

function refuseIfLacking(doer: Doer, permissions: readonly Permission[], code: ErrorCode, account?: Account): void {
  if (doer === 'system') return;
  const lacking = permissions.find((permission) => !doer.permissions.has(permission));
  if (lacking) refuse(code, account, lacking);
}

function refuse(code: ErrorCode, account?: Account, permission?: Permission): never {
  throw new AppError(code, undefined, {
    ...(account && { target: targetOf(account.user) }),
    ...(permission && { permission }),
  });
}
