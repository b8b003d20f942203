package main

// The manifest says what was shot. docs/manual/sound-and-metadata.md explains every field.
type manifest struct {
	Format     string      `json:"format"`
	Production string      `json:"production"`
	Rate       string      `json:"rate"`
	Width      int         `json:"width"`
	Height     int         `json:"height"`
	Speech     string      `json:"speech"`
	Days       []dayEntry  `json:"days"`
	Scenes     []scene     `json:"scenes"`
	Setups     []setup     `json:"setups"`
	Takes      []*take     `json:"takes"`
	Rolls      []roll      `json:"rolls"`
	Clips      []*clip     `json:"clips"`
	Sounds     []*sound    `json:"sounds"`
	Faults     []faultCase `json:"faults"`
}

type dayEntry struct {
	Number int    `json:"number"`
	Date   string `json:"date"`
	Unit   string `json:"unit"`
}

type scene struct {
	Number  string `json:"number"`
	Day     int    `json:"day"`
	Heading string `json:"heading"`
}

type line struct {
	Character string `json:"character"`
	Text      string `json:"text"`
	AtFrame   int    `json:"at_frame,omitempty"`
	Frames    int    `json:"frames,omitempty"`
}

type setup struct {
	Slate       string   `json:"slate"`
	Scene       string   `json:"scene"`
	Day         int      `json:"day"`
	Description string   `json:"description"`
	Type        string   `json:"type"`
	Cameras     []string `json:"cameras"`
	Lines       []line   `json:"lines,omitempty"`
}

type take struct {
	Slate      string   `json:"slate"`
	Scene      string   `json:"scene"`
	Day        int      `json:"day"`
	Number     int      `json:"number"`
	Suffix     string   `json:"suffix,omitempty"`
	Timecode   string   `json:"timecode"`
	StartFrame int64    `json:"start_frame"`
	Frames     int      `json:"frames"`
	Status     string   `json:"status,omitempty"`
	NGReason   string   `json:"ng_reason,omitempty"`
	Circled    bool     `json:"circled,omitempty"`
	Complete   bool     `json:"complete,omitempty"`
	Note       string   `json:"note,omitempty"`
	Lines      []line   `json:"lines,omitempty"`
	Clips      []string `json:"clips"`
	Sounds     []string `json:"sounds,omitempty"`
}

type roll struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Camera string `json:"camera,omitempty"`
	Day    int    `json:"day"`
	Folder string `json:"folder"`
}

type clip struct {
	Name            string `json:"name"`
	Path            string `json:"path"`
	Roll            string `json:"roll"`
	Camera          string `json:"camera"`
	Slate           string `json:"slate"`
	Take            int    `json:"take"`
	Timecode        string `json:"timecode"`
	StartFrame      int64  `json:"start_frame"`
	Frames          int    `json:"frames"`
	ClapFrame       int    `json:"clap_frame,omitempty"`
	Lens            string `json:"lens"`
	FocalTenthMM    int    `json:"focal_tenth_mm"`
	TStopHundredths int    `json:"t_stop_hundredths"`
	ISO             int    `json:"iso"`
	WhiteBalanceK   int    `json:"white_balance_k"`
	ShutterTenthDeg int    `json:"shutter_tenth_deg"`
	HeightMM        int    `json:"height_mm"`
	TiltTenthDeg    int    `json:"tilt_tenth_deg,omitempty"`
	Filters         string `json:"filters,omitempty"`
	Bytes           int64  `json:"bytes"`
}

type sound struct {
	Name        string   `json:"name"`
	Path        string   `json:"path"`
	Roll        string   `json:"roll"`
	Slate       string   `json:"slate"`
	Take        int      `json:"take"`
	Timecode    string   `json:"timecode"`
	StartSample int64    `json:"start_sample"`
	Samples     int64    `json:"samples"`
	SampleRate  int      `json:"sample_rate"`
	Tracks      []string `json:"tracks"`
	ClapSample  int64    `json:"clap_sample,omitempty"`
	Bytes       int64    `json:"bytes"`
}

type faultCase struct {
	Fault string `json:"fault"`
	Path  string `json:"path,omitempty"`
	Of    string `json:"of,omitempty"`
	Slate string `json:"slate,omitempty"`
	Take  int    `json:"take,omitempty"`
	What  string `json:"what"`
}
