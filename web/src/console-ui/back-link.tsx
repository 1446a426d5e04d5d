import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '../ui/anchor-link.tsx';
import classes from './back-link.module.css';

interface BackLinkProps {
  to: '/ai-providers' | '/api-keys' | '/providers' | '/users' | '/workflows';
  children: ReactNode;
}

/** From a page about one thing to the list of them. */
export const BackLink = ({ to, children }: BackLinkProps) => (
  <ButtonLink
    to={to}
    variant="subtle"
    color="gray"
    className={classes.back}
    leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
  >
    {children}
  </ButtonLink>
);
