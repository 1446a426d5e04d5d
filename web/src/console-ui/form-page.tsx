import type { ReactNode } from 'react';
import classes from './form-page.module.css';

/** A page that is a form: narrower than a list, so that lines stay readable. */
export const FormPage = ({ children }: { children: ReactNode }) => <div className={classes.page}>{children}</div>;
