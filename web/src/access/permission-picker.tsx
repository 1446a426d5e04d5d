import { Checkbox, Input } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { groupPermissions, type Permission } from '../data/permissions.ts';
import classes from './permission-picker.module.css';

interface PermissionPickerProps {
  label: string;
  description?: string;
  /** Those that may be given here; others are not shown. */
  offered: ReadonlySet<Permission>;
  value: readonly Permission[];
  onChange: (value: Permission[]) => void;
  error?: ReactNode;
}

/** Check boxes by what the permissions are about, each group with one for all of it. */
export const PermissionPicker = ({ label, description, offered, value, onChange, error }: PermissionPickerProps) => {
  const { t } = useTranslation();
  const id = useId();
  const isChosen = (permission: Permission) => value.includes(permission);
  const set = (permissions: readonly Permission[], on: boolean) => {
    const others = value.filter((held) => !permissions.includes(held));
    onChange(on ? [...others, ...permissions] : others);
  };
  return (
    <fieldset className={classes.picker} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={classes.label}>{label}</legend>
      {description !== undefined && <Input.Description>{description}</Input.Description>}
      <div className={classes.groups}>
        {groupPermissions(offered).map(([group, permissions]) => (
          <fieldset key={group} className={classes.group} aria-label={t(`permissions.group.${group}`)}>
            {permissions.length > 1 && (
              <Checkbox
                label={t(`permissions.group.${group}`)}
                classNames={{ label: classes.groupLabel ?? '' }}
                checked={permissions.every(isChosen)}
                indeterminate={permissions.some(isChosen) && !permissions.every(isChosen)}
                onChange={(event) => set(permissions, event.currentTarget.checked)}
              />
            )}
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                className={permissions.length > 1 ? classes.permission : undefined}
                label={t(`permissions.${permission}`)}
                checked={isChosen(permission)}
                onChange={(event) => set([permission], event.currentTarget.checked)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      {error && (
        <Input.Error id={`${id}-error`} role="alert">
          {error}
        </Input.Error>
      )}
    </fieldset>
  );
};
