// Words of the screen Board.
export const words = {
  title: (number: string) => `Số ${number}`,
  back: "Bản tin",
};
