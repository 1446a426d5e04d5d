import classes from './brand.module.css';

/** The mark of the product: two ears and a frame. */
export const BrandMark = ({ size = 24 }: { size?: number }) => (
  <svg className={classes.mark} width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true">
    <path d="M5 27V6.5l7 5.5h8l7-5.5V27a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1Z" strokeWidth="2.6" strokeLinejoin="round" />
    <path d="M12 18v2M20 18v2" strokeWidth="2.6" strokeLinecap="round" />
  </svg>
);
