import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef, MouseEvent } from 'react';

type NativeProps = ComponentPropsWithRef<'button'>;

type BusyProps<Props> = Omit<Props, 'loading'> &
  Omit<NativeProps, keyof Props> & {
    /** While what it does is under way. */
    busy: boolean;
  };

/** Enter in a field of its form arrives here too. */
const ignore = (event: MouseEvent) => event.preventDefault();

/** Mantine disables what is loading, which would take the focus from whoever pressed it by keyboard. */
const rootOf = (busy: boolean, disabled: boolean) => (props: NativeProps) => (
  <button
    {...props}
    type={props.type}
    disabled={disabled}
    aria-disabled={busy || undefined}
    onClick={busy ? ignore : props.onClick}
  />
);

/** A button that shows that it is at work, takes no clicks meanwhile, and keeps the focus. */
export const BusyButton = ({ busy, disabled = false, ...rest }: BusyProps<ButtonProps>) => (
  <Button {...rest} loading={busy} renderRoot={rootOf(busy, disabled)} />
);

/** The same as an icon. */
export const BusyIcon = ({ busy, disabled = false, ...rest }: BusyProps<ActionIconProps>) => (
  <ActionIcon {...rest} loading={busy} renderRoot={rootOf(busy, disabled)} />
);
