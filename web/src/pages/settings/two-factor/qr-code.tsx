interface QrCodeProps {
  readonly label: string;
  /** The dark modules as the `d` of a path, on a square of `size` modules with its quiet zone. */
  readonly path: string;
  readonly size: number;
}

/** A QR code, dark on light in every theme: cameras want it so. */
export function QrCode({ label, path, size }: QrCodeProps) {
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect class="qr-light" width={size} height={size} />
      <path class="qr-dark" d={path} />
    </svg>
  );
}
