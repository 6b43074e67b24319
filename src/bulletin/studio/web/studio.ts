// What a browser fetches first: the styles of all screens, and the script that starts the window.
import "./shell/window.css";
import "./board/board.css";
import "./history/history.css";
import "./home/home.css";
import "./imports/imports.css";
import "./outputs/outputs.css";
import "./photos/photos.css";
import "./review/review.css";
import "./sheet/sheet.css";
import "./story/story.css";
import "./main.tsx";
