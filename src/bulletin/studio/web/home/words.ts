// Words of the screen Home.
export const words = {
  title: "Bản tin",
  none: "Chưa có bản tin nào.",
};
