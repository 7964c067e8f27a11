let evaluated = 0;

/** How often the file that imports this has asked. */
export const count = (): number => ++evaluated;
